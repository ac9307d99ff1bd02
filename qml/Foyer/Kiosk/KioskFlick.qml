import QtQuick
import Foyer.Theme
import Foyer.Kiosk

/*!
    What may be longer than the screen: scrolled by a finger, and by itself to whatever the keyboard
    is on. A bar says that there is more.
*/
Flickable {
    id: root

    readonly property Item focused: Window.activeFocusItem
    readonly property bool longer: contentHeight > height + 1

    function holds(item) {
        for (let each = item; each; each = each.parent)
            if (each === contentItem)
                return true;
        return false;
    }
    function reveal(item) {
        const at = item.mapToItem(contentItem, 0, 0).y;
        const room = KioskLook.gap;
        if (at - room < contentY)
            contentY = Math.max(0, at - room);
        else if (at + item.height + room > contentY + height)
            contentY = Math.min(contentHeight - height, at + item.height + room - height);
    }

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.VerticalFlick
    interactive: longer
    // Not for a finger: what it presses must not move away from under it.
    onFocusedChanged: if (longer && focused && focused.visualFocus === true && holds(focused))
        reveal(focused)

    // In the margin, so that what is scrolled ends where everything else does.
    Rectangle {
        parent: root.parent
        visible: root.visible && root.longer
        x: root.x + root.width + KioskLook.gapSmall
        width: 6
        radius: 3
        color: Theme.outlineStrong
        height: Math.max(KioskLook.target, root.visibleArea.heightRatio * root.height)
        y: root.y + (root.longer ? root.contentY / (root.contentHeight - root.height)
                                   * (root.height - height) : 0)
    }
}
