import QtQuick
import Foyer.Theme

/*! The heading of a part of a screen, with room for one action at its end. */
Item {
    id: root

    required property string text
    property string detail: ""
    default property alias trailing: end.data

    implicitHeight: 32
    implicitWidth: words.implicitWidth + end.implicitWidth + Theme.gap
    Accessible.role: Accessible.Heading
    Accessible.name: text

    Row {
        id: words
        spacing: 10
        anchors.verticalCenter: parent.verticalCenter
        FText {
            id: title
            text: root.text
            font.pixelSize: Theme.fontTitle
            font.weight: Font.DemiBold
        }
        FText {
            visible: root.detail !== ""
            anchors.baseline: title.baseline
            text: root.detail
            color: Theme.textMuted
            font.pixelSize: Theme.fontCaption
        }
    }
    Row {
        id: end
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gapSmall
    }
}
