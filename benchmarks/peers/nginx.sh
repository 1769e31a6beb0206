#!/usr/bin/env bash
# nginx in front of two plain JVMs, which are restarted by hand, one after the other. What nginx does when one of
# them does not answer is its default: it asks the other if the request may be repeated (proxy_next_upstream).
source "$(dirname "$0")/common.sh"
export PATH="$PATH:/usr/sbin"

# Below the ports that the system gives to clients, of which one that has just ended would be taken for a while.
upstream() {
  echo $((20000 + (port + $1) % 12000))
}

start_jvm() {
  # shellcheck disable=SC2086 # One word for each option
  background "jvm$1" "${JAVA_HOME:+$JAVA_HOME/bin/}java" ${JVM_OPTIONS--Xmx512m} -jar "$LOAD_JAR" \
    --server.address=127.0.0.1 --server.port="$(upstream "$1")" ${ARGUMENTS:-}
  await "JVM $1" answers "$(upstream "$1")"
}

case "$verb" in
  start)
    need nginx "apt-get install nginx-light"
    start_jvm 1
    start_jvm 2
    cat > "$folder/nginx.conf" << EOF
worker_processes 2;
pid $folder/nginx-own.pid;
error_log $folder/error.log;
daemon off;
events { worker_connections 4096; }
http {
  access_log off;
  client_body_temp_path $folder/body;
  proxy_temp_path $folder/proxy;
  fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi;
  scgi_temp_path $folder/scgi;
  keepalive_requests 1000000;
  upstream application {
    server 127.0.0.1:$(upstream 1);
    server 127.0.0.1:$(upstream 2);
    keepalive 64;
  }
  server {
    listen 127.0.0.1:$port;
    location / {
      proxy_pass http://application;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }
  }
}
EOF
    background nginx nginx -c "$folder/nginx.conf"
    ;;
  reload)
    for number in 1 2; do
      end "jvm$number"
      start_jvm "$number"
      # nginx asks it again only when 10 s (fail_timeout) have passed. Whoever stops the other one earlier leaves
      # nginx without any, and clients with a 502 ("no live upstreams").
      sleep 11
    done
    ;;
  stop)
    end nginx
    end jvm1
    end jvm2
    ;;
esac
