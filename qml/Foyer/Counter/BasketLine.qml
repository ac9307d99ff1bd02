pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*! One seat in the basket: its name, its price, and its ticket type, which a tap changes. */
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
    property bool current: false

    signal typeRequested()
    signal removeRequested()

    objectName: "basket.line" + index
    height: 88
    radius: Theme.radius
    color: Theme.surfaceRaised
    border.width: current ? 2 : 1
    border.color: current ? Theme.accent : Theme.outline
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Seat %1, %2, %3, %4").arg(seat).arg(area).arg(typeName).arg(priceText)

    FText {
        id: name
        x: Theme.gap
        y: 12
        text: root.seat
        font.weight: Font.DemiBold
    }
    FText {
        anchors.left: name.right
        anchors.leftMargin: Theme.gapSmall
        anchors.right: price.left
        anchors.rightMargin: Theme.gapSmall
        anchors.baseline: name.baseline
        text: root.owned ? root.area : qsTr("asking…")
        color: root.owned ? Theme.textMuted : Theme.warning
    }
    MoneyText {
        id: price
        anchors.right: remove.left
        anchors.rightMargin: Theme.gapSmall
        y: 12
        text: root.priceText
    }
    T.AbstractButton {
        id: type
        objectName: "basket.type" + root.index
        anchors.left: parent.left
        anchors.leftMargin: 6
        anchors.bottom: parent.bottom
        anchors.right: remove.left
        height: Theme.touchTarget
        focusPolicy: Qt.TabFocus
        hoverEnabled: true
        enabled: !root.busy && root.types.length > 1
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Ticket type %1, change").arg(root.typeName)
        Accessible.onPressAction: root.typeRequested()
        Keys.onReturnPressed: root.typeRequested()
        onClicked: root.typeRequested()

        contentItem: Item {
            FText {
                id: typeWord
                x: 10
                width: Math.min(implicitWidth, parent.width - 44)
                anchors.verticalCenter: parent.verticalCenter
                text: root.typeName
                color: Theme.textMuted
            }
            Icon {
                anchors.left: typeWord.right
                anchors.leftMargin: 6
                anchors.verticalCenter: parent.verticalCenter
                visible: type.enabled
                name: "chevron-down"
                color: Theme.textMuted
                width: 18
                height: 18
            }
        }
        background: Rectangle {
            anchors.fill: parent
            anchors.margins: 4
            radius: Theme.radiusSmall
            color: type.down || type.hovered ? Theme.outline : "transparent"
            FocusRing { target: type; shown: type.visualFocus; innerRadius: Theme.radiusSmall }
        }
    }
    FIconButton {
        id: remove
        objectName: "basket.remove" + root.index
        anchors.right: parent.right
        anchors.rightMargin: 4
        anchors.verticalCenter: parent.verticalCenter
        focusPolicy: Qt.TabFocus
        iconName: "close"
        text: qsTr("Remove %1").arg(root.seat)
        enabled: !root.busy
        onClicked: root.removeRequested()
    }
}
