-- Prepended to every script that writes entries.
-- Epoch, counter and chain hash of the log's last entry. An empty log gets the offered epoch. If only the meta key was
-- lost, the counter is read back from the streams, under the new epoch, so that every reader starts again.
local function last_n(stream)
  if redis.call('EXISTS', stream) == 0 then return 0 end
  local info = redis.call('XINFO', 'STREAM', stream)
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then return tonumber(string.match(info[i + 1], '^%d+')) end
  end
end

local function head(meta, streams, offered_epoch)
  local known = redis.call('HMGET', meta, 'e', 'n', 'h')
  if known[1] then return known[1], tonumber(known[2]), known[3] end
  local n = 0
  for _, stream in ipairs(streams) do n = math.max(n, last_n(stream)) end
  redis.call('HSET', meta, 'e', offered_epoch, 'n', n, 'h', '', 'horizon', n)
  return offered_epoch, n, ''
end
