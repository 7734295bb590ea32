-- Copies one piece of a stream, with some entries turned into tombstones. The last piece also takes the copy into use.
-- A tombstone keeps place, chain, count, source and id, so that the order stands and a re-send stays a duplicate.
-- KEYS: stream, copy.  ARGV: id to go on from, entries of a piece, then the ids to erase.
-- Returns the id of the last entry copied; nil when the copy is in use.
local KEPT = { n = true, e = true, h = true, id = true, source = true, subject = true, type = true, v = true,
  time = true, received = true, sequence = true, producer = true, epoch = true, reality = true, digest = true,
  healed = true }
local erased = {}
for i = 3, #ARGV do erased[ARGV[i]] = true end

local function tombstone(fields)
  local kept = { 'area', '', 'flags', 'erased', 'data', '{}' }
  for i = 1, #fields, 2 do
    if KEPT[fields[i]] then
      kept[#kept + 1] = fields[i]
      kept[#kept + 1] = fields[i + 1]
    end
  end
  return kept
end

local found = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
for _, entry in ipairs(found) do
  local fields = erased[entry[1]] and tombstone(entry[2]) or entry[2]
  redis.call('XADD', KEYS[2], entry[1], unpack(fields))
end
if #found == tonumber(ARGV[2]) then return found[#found][1] end
local info = redis.call('XINFO', 'STREAM', KEYS[1])
for i = 1, #info, 2 do
  if info[i] == 'last-generated-id' then redis.call('XSETID', KEYS[2], info[i + 1]) end
end
redis.call('RENAME', KEYS[2], KEYS[1])
return nil
