-- Entries of all streams, and the head and horizon of the same instant. An entry is one text: a reader that takes forty
-- small replies apart for each spends more time on that than on everything else it does with the entry.
-- KEYS: meta, then the streams.
-- ARGV: first and last id, most entries of a stream, then the names of the fields in the order in which they come back.
-- Returns e, n, h and horizon, then a text for each stream: for each entry the lengths in bytes of its id and its values
-- in one line, and behind the line end the id and the values themselves. What is not there is empty.
local reply = {}
for i, value in ipairs(redis.call('HMGET', KEYS[1], 'e', 'n', 'h', 'horizon')) do reply[i] = value or '' end
for i = 2, #KEYS do
  local entries = {}
  for _, entry in ipairs(redis.call('XRANGE', KEYS[i], ARGV[1], ARGV[2], 'COUNT', ARGV[3])) do
    local fields = fields_of(entry[2])
    local lengths, texts = { #entry[1] }, { entry[1] }
    for a = 4, #ARGV do
      local text = fields[ARGV[a]] or ''
      lengths[a - 2], texts[a - 2] = #text, text
    end
    entries[#entries + 1] = table.concat(lengths, ' ') .. '\n' .. table.concat(texts)
  end
  reply[i + 3] = table.concat(entries)
end
return reply
