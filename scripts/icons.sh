#!/usr/bin/env bash
# Renders icons/ingather.svg to the sizes that bundles and desktops ask for. Needs rsvg-convert (librsvg2-bin).
set -euo pipefail
cd "$(dirname "$0")/.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
rsvg-convert --width 1024 icons/ingather.svg --output "$made/1024.png"
npx tauri icon "$made/1024.png" --output "$made/out"
for name in 32x32.png 128x128.png 128x128@2x.png icon.png icon.icns icon.ico; do cp "$made/out/$name" "icons/$name"; done
