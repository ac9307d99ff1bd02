import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! One seat in the basket: its name, ticket type (tap to change), price. */
Rectangle {
    id: root

    required property int index
    required property string seat
    required property string area
    required property string typeName
    required property var types
    required property string priceText
    required property bool owned
    property bool busy: false

    signal typeRequested()
    signal removeRequested()

    objectName: "basket.line" + index
    height: 84
    radius: Theme.radius
    color: Theme.surfaceRaised
    border.width: 1
    border.color: Theme.outline
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Seat %1, %2, %3, %4").arg(seat).arg(area).arg(typeName).arg(priceText)

    FText {
        id: name
        x: 16
        y: 12
        width: parent.width - 150
        text: qsTr("%1 · %2").arg(root.seat).arg(root.area)
        font.weight: Font.DemiBold
    }
    FButton {
        objectName: "basket.type" + root.index
        x: 6
        y: 32
        leftPadding: 10
        rightPadding: 10
        kind: FButton.Quiet
        text: root.typeName
        iconName: root.types.length > 1 ? "sync" : ""
        enabled: !root.busy && root.types.length > 1
        Accessible.name: qsTr("Ticket type %1, change").arg(root.typeName)
        onClicked: root.typeRequested()
    }
    MoneyText {
        anchors.right: remove.left
        anchors.rightMargin: 4
        anchors.verticalCenter: parent.verticalCenter
        text: root.priceText
        pixelSize: Theme.fontTitle
        opacity: root.owned ? 1 : 0.4
    }
    FIconButton {
        id: remove
        objectName: "basket.remove" + root.index
        anchors.right: parent.right
        anchors.rightMargin: 4
        anchors.verticalCenter: parent.verticalCenter
        iconName: "close"
        text: qsTr("Remove %1").arg(root.seat)
        enabled: !root.busy
        onClicked: root.removeRequested()
    }
}
