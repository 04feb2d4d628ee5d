sum = 0

function envoy_on_request(handle)
  for name, value in pairs(handle:headers()) do
    sum = sum + #name + #value
  end
end
