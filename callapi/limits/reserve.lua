-- Take points from the day and the minute, for a number of equal requests.
-- KEYS: points used in the day, in the minute.
-- ARGV: limit of the day, limit of the minute, price of one request, their number.
-- Answers: how many had their points, what stopped the rest (0 the day, 1 the minute),
-- points used in the day, in the minute.
local day = tonumber(redis.call('get', KEYS[1]) or '0')
local minute = tonumber(redis.call('get', KEYS[2]) or '0')
local price, number = tonumber(ARGV[3]), tonumber(ARGV[4])
local of_day = math.floor((tonumber(ARGV[1]) - day) / price)
local of_minute = math.floor((tonumber(ARGV[2]) - minute) / price)
local taken = math.max(0, math.min(number, of_day, of_minute))
if taken > 0 then
    day = day + taken * price
    minute = minute + taken * price
    -- a count outlives its window a little, so that a late refund still finds it
    redis.call('set', KEYS[1], day, 'EX', 86700)
    redis.call('set', KEYS[2], minute, 'EX', 360)
end
local over = 0
if of_day > taken then
    over = 1
end
return {taken, over, day, minute}
