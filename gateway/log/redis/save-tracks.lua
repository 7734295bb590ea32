-- Replaces the tracks of a slot: all of them or none.
-- KEYS: index, fences, slot.  ARGV: name and fence of a lease (empty: none), first instant, n, ms until the server drops it,
-- then terminal and body of each track.
-- Returns 1; nil when the lease is another's by now.
if lease_moved(KEYS[2], ARGV[1], ARGV[2]) then return nil end
redis.call('DEL', KEYS[3])
for i = 6, #ARGV, 2 do redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1]) end
redis.call('PEXPIRE', KEYS[3], ARGV[5])
redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
return 1
