-- Take points from the day and the minute, for several requests in their order.
-- KEYS: points used in the day, in the minute. ARGV: limit of the day, of the minute,
-- seconds the keys shall live, then one price for each request.
-- Answers for each: 0 taken, 1 over the day, 2 over the minute; then both counts.
local day = tonumber(redis.call('get', KEYS[1]) or '0')
local minute = tonumber(redis.call('get', KEYS[2]) or '0')
local day_limit, minute_limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local taken = 0
local answers = {}
for i = 5, #ARGV do
    local price = tonumber(ARGV[i])
    local verdict = 0
    if price > day_limit - day then
        verdict = 1
    elseif price > minute_limit - minute then
        verdict = 2
    else
        day = day + price
        minute = minute + price
        taken = taken + price
    end
    answers[#answers + 1] = verdict
    answers[#answers + 1] = day
    answers[#answers + 1] = minute
end
if taken > 0 then
    redis.call('set', KEYS[1], day, 'EX', ARGV[3])
    redis.call('set', KEYS[2], minute, 'EX', ARGV[4])
end
return answers
