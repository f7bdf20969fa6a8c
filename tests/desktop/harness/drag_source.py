"""A file manager in miniature: a window whose content can be dragged as a list of files, by the real XDND protocol."""
import pathlib
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, GLib, Gtk


class Drag:
    """Says how far a drag has come: whoever lets go before the target has answered drops into nothing."""

    def __init__(self, box):
        self.context = None
        box.connect("drag-begin", self.begin)
        box.connect("drag-end", self.end)

    def begin(self, _box, context):
        self.context = context
        print("drag began", flush=True)
        GLib.timeout_add(20, self.look)

    def look(self):
        if self.context is None:
            return False
        if not self.context.get_selected_action():
            return True
        print("drag accepted", flush=True)
        return False

    def end(self, *_):
        self.context = None
        print("drag ended", flush=True)


def main():
    left, top, *paths = sys.argv[1:]
    # as_uri escapes the bytes of a name, whatever they are.
    uris = [pathlib.Path(path).as_uri() for path in paths]
    window = Gtk.Window(title="Drag source", default_width=120, default_height=60)
    window.set_keep_above(True)
    window.set_decorated(False)
    box = Gtk.EventBox()
    box.add(Gtk.Label(label="Drag me"))
    window.add(box)
    box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
    box.drag_source_add_uri_targets()
    box.connect("drag-data-get", lambda _w, _c, data, _i, _t: data.set_uris(uris))
    drag = Drag(box)
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    window.move(int(left), int(top))
    window.connect("map-event", lambda *_: print("ready", flush=True))
    Gtk.main()
    del drag


main()
