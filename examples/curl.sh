#!/bin/sh
# Makes a video of two people with curl alone and saves it.
#   OPENAI_BASE_URL=http://127.0.0.1:4600/v1 OPENAI_API_KEY=… sh curl.sh anna.jpg ben.jpg video.mp4
set -eu
person1=$1 person2=$2 output=${3:-video.mp4} seconds=${4:-8} size=${5:-720x1280}
auth="Authorization: Bearer $OPENAI_API_KEY"

# The text of one field of a flat JSON object. A script of your own would use jq.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

id=$(curl -sSf "$OPENAI_BASE_URL/videos" -H "$auth" \
  -F model=sora-2 -F prompt='Two friends walk along a beach at sunset' -F seconds="$seconds" -F size="$size" \
  -F input_reference=@"$person1" -F input_reference=@"$person2" | field id)

while status=$(curl -sSf "$OPENAI_BASE_URL/videos/$id" -H "$auth" | field status); do
  echo "$status"
  case $status in completed) break ;; failed) exit 1 ;; esac
  sleep 1
done

curl -sSf "$OPENAI_BASE_URL/videos/$id/content" -H "$auth" -o "$output"
echo "saved $output"
