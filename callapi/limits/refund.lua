-- Give points back to the windows they came from, and read the windows of now.
-- KEYS: used in that day, in that minute, in this day, in this minute. ARGV: the price.
-- A window that is over has no key any more and gets nothing.
for i = 1, 2 do
    local used = tonumber(redis.call('get', KEYS[i]) or '0')
    local back = math.min(used, tonumber(ARGV[1]))
    if back > 0 then
        redis.call('decrby', KEYS[i], back)
    end
end
return {
    tonumber(redis.call('get', KEYS[3]) or '0'),
    tonumber(redis.call('get', KEYS[4]) or '0'),
}
