#!/usr/bin/env bash
# pm2 in cluster mode with two workers; "pm2 reload" waits until it is done. Installs itself into target/.
source "$(dirname "$0")/common.sh"
home="$here/../target/pm2"
export PM2_HOME="$folder/pm2"

pm2() {
  "$home/node_modules/.bin/pm2" "$@" > "$folder/pm2.log" 2>&1
}

case "$verb" in
  start)
    need node "install Node.js"
    need npm "install npm"
    [ -x "$home/node_modules/.bin/pm2" ] || npm install --silent --no-audit --no-fund --prefix "$home" pm2@7
    PORT="$port" pm2 start "$here/node_app.js" --name app --instances 2
    ;;
  reload) pm2 reload app ;;
  stop) pm2 kill ;;
esac
