import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*! One terminal of the house: when it was heard, what it has on lease, what is known of its journal. */
T.ItemDelegate {
    id: root

    required property int index
    required property string name
    required property string kindText
    required property string iconName
    required property string lastSeen
    required property string lease
    required property string entries
    required property string stateText
    required property int tone
    property bool selected: false

    objectName: "terminals.row" + index
    implicitHeight: 96
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1, %2, %3, %4, %5").arg(name).arg(stateText).arg(lastSeen).arg(lease)
                                               .arg(entries)
    Accessible.selected: selected
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Icon {
            id: mark
            x: Theme.gap
            y: 17
            name: root.iconName
            color: root.selected ? Theme.accent : Theme.textMuted
            width: 22
            height: 22
        }
        FText {
            id: title
            anchors.left: mark.right
            anchors.leftMargin: Theme.gap
            anchors.right: pill.visible ? pill.left : parent.right
            anchors.rightMargin: Theme.gapSmall
            y: 14
            height: 26
            text: root.name
            font.weight: Font.DemiBold
        }
        StatusPill {
            id: pill
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            y: 14
            compact: true
            visible: text !== ""
            text: root.stateText
            tone: root.tone
            iconName: root.tone === StatusPill.Neutral ? "block" : "warning"
        }
        FText {
            anchors.left: title.left
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            y: 42
            text: qsTr("%1 · %2").arg(root.kindText).arg(root.lastSeen)
            color: Theme.textMuted
            font.pixelSize: Theme.fontCaption
        }
        FText {
            anchors.left: title.left
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap
            y: 64
            text: qsTr("%1 · %2").arg(root.lease).arg(root.entries)
            color: Theme.textMuted
            font.pixelSize: Theme.fontCaption
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.selected ? Theme.accentSoft : root.down ? Theme.outline
             : root.hovered ? Theme.surfaceRaised : Theme.surface
        border.width: 1
        border.color: root.selected ? Theme.accent : Theme.outline
        FocusRing { target: root; shown: root.visualFocus; anchors.margins: -2; radius: Theme.radius }
    }
}
