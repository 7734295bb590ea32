-- What stands at one number, and what the log says of itself at the same instant. A script and no transaction, which a
-- server at its memory limit refuses even where it only reads.
-- KEYS: meta, epochs, streams.  ARGV: id.
-- Returns e, n, h and horizon, the rows of the epochs, then for each stream the entries of the id: one or none.
local reply = {
  redis.call('HMGET', KEYS[1], 'e', 'n', 'h', 'horizon'), redis.call('LRANGE', KEYS[2], 0, -1) }
for i = 3, #KEYS do reply[i] = redis.call('XRANGE', KEYS[i], ARGV[1], ARGV[1]) end
return reply
