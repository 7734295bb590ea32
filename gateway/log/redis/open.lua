-- KEYS: meta, streams.  ARGV: epoch for an empty log.  Returns epoch, n, h.
local streams = {}
for i = 2, #KEYS do streams[i - 1] = KEYS[i] end
local e, n, h = head(KEYS[1], streams, ARGV[1])
return { e, tostring(n), h }
