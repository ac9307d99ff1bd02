import QtQuick
import QtQuick.Templates as T
import Foyer.Theme

/*! A card: one ground, one radius, children inside the padding. */
T.Pane {
    id: root

    property bool raised: false

    implicitWidth: contentWidth + leftPadding + rightPadding
    implicitHeight: contentHeight + topPadding + bottomPadding
    padding: Theme.gap

    background: Rectangle {
        radius: Theme.radius
        color: root.raised ? Theme.surfaceRaised : Theme.surface
        border.width: 1
        border.color: Theme.outline
    }
}
