"""A server that speaks the part of ARI we use, over a scripted telephone network.

It imports nothing else of ours but the clock, and takes nothing from outside: what
Asterisk answers, sends and holds back is written here after what Asterisk 22 does.
"""
