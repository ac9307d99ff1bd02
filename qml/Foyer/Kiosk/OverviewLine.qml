import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk

/*! A line of the overview: what, and how much. */
Rectangle {
    id: root

    required property string title
    required property string detail
    required property string amount
    property bool off: false

    implicitHeight: Math.max(KioskLook.target, words.implicitHeight + 2 * KioskLook.gapSmall)
    radius: KioskLook.radius
    color: root.off ? "transparent" : Theme.surface
    border.width: root.off ? 0 : Theme.highContrast ? 2 : 1
    border.color: Theme.outline
    Accessible.role: Accessible.ListItem
    Accessible.name: root.detail === "" ? qsTr("%1, %2").arg(root.title).arg(root.amount)
                   : qsTr("%1, %2, %3").arg(root.title).arg(root.detail).arg(root.amount)

    Column {
        id: words
        anchors.left: parent.left
        anchors.leftMargin: KioskLook.gap
        anchors.right: price.left
        anchors.rightMargin: KioskLook.gap
        anchors.verticalCenter: parent.verticalCenter
        KioskText {
            width: parent.width
            text: root.title
            color: root.off ? Theme.success : Theme.text
            font.pixelSize: root.off ? KioskLook.body : KioskLook.title
            font.weight: Font.DemiBold
        }
        KioskText {
            width: parent.width
            visible: text !== ""
            text: root.detail
            color: Theme.textMuted
        }
    }
    MoneyText {
        id: price
        anchors.right: parent.right
        anchors.rightMargin: KioskLook.gap
        anchors.verticalCenter: parent.verticalCenter
        text: root.amount
        color: root.off ? Theme.success : Theme.text
        pixelSize: KioskLook.title
    }
}
