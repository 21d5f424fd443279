"""What is played, as ARI's list; a loop is a long list, asked for again and again."""

from callapi.domain.session import Playing

LOOP_S = 60.0  # one request of a loop lasts about so long
LOOP_ITEMS = 30


def media(playing: Playing) -> str:
    if playing.tone:
        return f"tone:{playing.tone}"
    once = [f"sound:{sound.path}" for sound in playing.sounds]
    if not playing.loop:
        return ",".join(once)
    lasting = max(0.1, sum(sound.seconds for sound in playing.sounds))
    rounds = max(1, min(round(LOOP_S / lasting), LOOP_ITEMS // len(once)))
    return ",".join(once * rounds)
