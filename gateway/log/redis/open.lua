-- KEYS: meta, epochs, streams.  ARGV: epoch for an empty log.  Returns epoch, n, h.
local streams = {}
for i = 3, #KEYS do streams[i - 2] = KEYS[i] end
local e, n, h = head(KEYS[1], KEYS[2], streams, ARGV[1])
return { e, tostring(n), h }
