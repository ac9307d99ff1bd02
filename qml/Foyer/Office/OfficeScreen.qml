import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Counter
import Foyer.ViewModels

/*! The office: everybody's tasks. */
FocusScope {
    id: root

    required property CounterModel counter
    readonly property bool signedIn: counter.login.loggedIn

    objectName: "office"

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }
    Loader {
        anchors.fill: parent
        focus: true
        sourceComponent: root.signedIn ? desk : login
        onLoaded: item.forceActiveFocus()
    }
    Component {
        id: login
        LoginView {
            login: root.counter.login
            status: root.counter.status
            notice: root.counter.notice
        }
    }
    Component {
        id: desk
        FocusScope {
            FText {
                id: heading
                x: Theme.gapLarge
                y: Theme.gapLarge
                text: qsTr("Tasks of the house")
                font.pixelSize: Theme.fontHeading
                font.weight: Font.DemiBold
            }
            FText {
                anchors.left: heading.right
                anchors.leftMargin: Theme.gap
                anchors.baseline: heading.baseline
                text: root.counter.tasks.count === 0 ? ""
                    : qsTr("%1 open, %2 urgent").arg(root.counter.tasks.count)
                                                 .arg(root.counter.tasks.urgent)
                color: root.counter.tasks.urgent > 0 ? Theme.danger : Theme.textMuted
            }
            TasksList {
                anchors.top: heading.bottom
                anchors.topMargin: Theme.gap
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.gapLarge
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width - 2 * Theme.gapLarge, 960)
                tasks: root.counter.tasks
                focus: true
            }
        }
    }
}
