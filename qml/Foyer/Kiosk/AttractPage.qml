pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk
import Foyer.ViewModels

/*! While nobody is there: the films of the day, one after the other, and how to begin. */
FocusScope {
    id: root

    required property KioskModel kiosk
    required property string cinema
    required property bool staffNeeded
    readonly property bool wide: width > height

    signal staffWanted()

    objectName: "kiosk.attract"
    onActiveFocusChanged: if (activeFocus && Window.activeFocusItem === root)
        (kiosk.open ? start : staff).forceActiveFocus(Qt.OtherFocusReason)

    Item {
        id: stage
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: foot.top

        Repeater {
            model: root.kiosk.films
            FilmPoster {
                required property int index
                required property string startsText

                anchors.fill: parent
                objectName: "kiosk.poster" + index
                tone: index
                starts: startsText
                opacity: index === root.kiosk.attractRow ? 1 : 0
                visible: opacity > 0
                Behavior on opacity { NumberAnimation { duration: KioskLook.slow } }
            }
        }
        MouseArea {
            anchors.fill: parent
            enabled: root.kiosk.open
            onClicked: root.kiosk.begin()
        }
        FText {
            x: KioskLook.margin
            y: KioskLook.margin
            width: parent.width - staff.width - 3 * KioskLook.margin
            text: root.cinema
            color: Theme.textMuted
            font.pixelSize: KioskLook.title
            font.weight: Font.DemiBold
        }
        FText {
            x: KioskLook.margin
            y: KioskLook.margin + KioskLook.title * 1.5
            text: root.kiosk.films.dayText
            color: Theme.text
            font.pixelSize: KioskLook.body
        }
        KioskIconButton {
            id: staff
            objectName: "kiosk.staff"
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: KioskLook.gap
            kind: root.staffNeeded ? KioskButton.Secondary : KioskButton.Quiet
            opacity: root.staffNeeded ? 1 : 0.6
            iconName: root.staffNeeded ? "warning" : "lock"
            text: root.staffNeeded ? qsTr("For staff: there is a question") : qsTr("For staff")
            onClicked: root.staffWanted()
        }
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: foot.top
        anchors.bottom: parent.bottom
        color: Theme.background
    }
    Column {
        id: foot
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        leftPadding: KioskLook.margin
        rightPadding: KioskLook.margin
        topPadding: KioskLook.gap
        bottomPadding: KioskLook.gap
        spacing: KioskLook.gap
        readonly property real inner: width - 2 * KioskLook.margin

        Row {
            visible: !root.kiosk.open
            width: foot.inner
            spacing: KioskLook.gap
            Icon {
                id: mark
                name: "info"
                color: Theme.warning
                width: KioskLook.icon * 1.5
                height: width
            }
            KioskText {
                objectName: "kiosk.obstacle"
                width: parent.width - mark.width - parent.spacing
                text: root.kiosk.obstacleText
                font.pixelSize: KioskLook.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.AlertMessage
            }
        }
        KioskText {
            objectName: "kiosk.serverAway"
            visible: root.kiosk.open && root.kiosk.serverAway
            width: foot.inner
            text: qsTr("Only some of the seats can be sold here at the moment; the counter has "
                       + "them all.")
            color: Theme.textMuted
        }
        KioskButton {
            id: start
            objectName: "kiosk.begin"
            width: foot.inner
            height: Math.round(KioskLook.primary * 1.25)
            visible: root.kiosk.open
            kind: KioskButton.Primary
            iconName: "ticket"
            text: qsTr("Buy tickets")
            onClicked: root.kiosk.begin()
        }
        AidsBar {
            width: foot.inner
            kiosk: root.kiosk
        }
    }
}
