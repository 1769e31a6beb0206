#!/usr/bin/env bash
# Puma with two workers; USR1 is a phased restart, for which the application must not be preloaded.
source "$(dirname "$0")/common.sh"

case "$verb" in
  start)
    need puma "apt-get install puma"
    echo "preload_app! false" > "$folder/puma.rb"
    background puma puma --config "$folder/puma.rb" --bind "tcp://127.0.0.1:$port" --workers 2 --threads 16:16 \
      --quiet "$here/config.ru"
    ;;
  reload)
    master="$(pid_of puma)"
    before="$(children "$master")"
    kill -USR1 "$master"
    await "new workers" replaced "$master" $before
    ;;
  stop) end puma ;;
esac
