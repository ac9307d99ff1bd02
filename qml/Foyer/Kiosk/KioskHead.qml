pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk

/*! Where in the way the customer is, and what this page asks. */
Column {
    id: root

    required property string title
    property string subtitle: ""
    property int number: 0
    property int count: 0

    objectName: "kiosk.head"
    spacing: KioskLook.gapSmall

    Row {
        visible: root.number > 0
        spacing: KioskLook.gapSmall
        Accessible.role: Accessible.StaticText
        Accessible.name: steps.text
        Repeater {
            model: root.count
            Rectangle {
                required property int index
                width: index + 1 === root.number ? KioskLook.target : KioskLook.target / 2
                height: 8
                radius: 4
                color: index < root.number ? Theme.accent : Theme.outline
                anchors.verticalCenter: steps.verticalCenter
                Behavior on width { NumberAnimation { duration: Theme.duration } }
            }
        }
        FText {
            id: steps
            objectName: "kiosk.steps"
            leftPadding: KioskLook.gapSmall
            text: qsTr("Step %1 of %2").arg(root.number).arg(root.count)
            color: Theme.textMuted
            font.pixelSize: KioskLook.caption
        }
    }
    KioskText {
        objectName: "kiosk.title"
        width: parent.width
        text: root.title
        font.pixelSize: KioskLook.heading
        font.weight: Font.DemiBold
        lineHeight: 1.05
        Accessible.role: Accessible.Heading
    }
    KioskText {
        objectName: "kiosk.subtitle"
        width: parent.width
        visible: text !== ""
        text: root.subtitle
        color: Theme.textMuted
    }
}
