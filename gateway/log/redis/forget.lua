-- Takes members out of an index and deletes what they stand for.
-- KEYS: index, fences, then what is deleted.  ARGV: name and fence of a lease (empty: none), HDEL or ZREM, then the members.
-- Returns how many members went; nil when the lease is another's by now.
if lease_moved(KEYS[2], ARGV[1], ARGV[2]) then return nil end
if #KEYS > 2 then redis.call('UNLINK', unpack(KEYS, 3)) end
return redis.call(ARGV[3], KEYS[1], unpack(ARGV, 4))
