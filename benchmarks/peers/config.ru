run ->(_env) { [200, { "Content-Type" => "text/plain" }, ["#{Process.pid} -1"]] }
