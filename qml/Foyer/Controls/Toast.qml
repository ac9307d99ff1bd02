import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! Says one thing for a few seconds at the foot of the screen: `show("…")`. */
Rectangle {
    id: root

    property string iconName: "info"
    property int tone: StatusPill.Info
    property int showFor: 4000
    readonly property bool shown: timer.running
    readonly property color ink: [Theme.text, Theme.success, Theme.warning, Theme.danger,
                                  Theme.info][tone]

    function show(message, toneOfIt, icon) {
        words.text = message;
        root.tone = toneOfIt === undefined ? StatusPill.Info : toneOfIt;
        root.iconName = icon === undefined ? "info" : icon;
        timer.restart();
    }

    objectName: "toast"
    implicitWidth: line.implicitWidth + 40
    implicitHeight: 52
    radius: Theme.radius
    color: Theme.surfaceRaised
    border.width: 1
    border.color: Qt.alpha(root.ink, 0.5)
    opacity: root.shown ? 1 : 0
    visible: opacity > 0
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text
    Behavior on opacity { NumberAnimation { duration: Theme.duration } }

    Timer {
        id: timer
        interval: root.showFor
    }
    Row {
        id: line
        anchors.centerIn: parent
        spacing: 12
        Icon {
            name: root.iconName
            color: root.ink
            width: 20
            height: 20
            anchors.verticalCenter: parent.verticalCenter
        }
        FText {
            id: words
            objectName: "toast.text"
            font.weight: Font.Medium
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
