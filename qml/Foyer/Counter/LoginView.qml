pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! Who sells at this drawer: pick a name (up and down), enter the PIN. */
FocusScope {
    id: root

    required property LoginModel login
    required property StatusModel status
    required property NoticeModel notice
    property int chosen: 0
    readonly property bool known: list.count > 0

    function choose(row) {
        chosen = Math.max(0, Math.min(row, list.count - 1));
        list.positionViewAtIndex(chosen, ListView.Contain);
        pad.clear();
        pad.forceActiveFocus();
    }
    function problem() {
        if (login.lockedSeconds > 0)
            return qsTr("Too many wrong PINs. Wait %1 s.").arg(login.lockedSeconds);
        return notice.topic === NoticeModel.Pin ? notice.text : "";
    }

    objectName: "login"
    Keys.onUpPressed: choose(chosen - 1)
    Keys.onDownPressed: choose(chosen + 1)

    Row {
        anchors.centerIn: parent
        spacing: 96

        Column {
            width: 400
            spacing: Theme.gap
            anchors.verticalCenter: parent.verticalCenter

            FText {
                text: root.status.clockText
                font.pixelSize: 72
                font.weight: Font.Light
            }
            FText {
                width: parent.width
                text: root.status.cinemaName
                color: Theme.textMuted
                font.pixelSize: Theme.fontTitle
            }
            Item { width: 1; height: Theme.gapSmall }
            FText {
                width: parent.width
                text: qsTr("Who is selling?")
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
            }
            ListView {
                id: list
                objectName: "login.operators"
                width: parent.width
                height: Math.min(contentHeight, 344)
                clip: true
                spacing: 6
                boundsBehavior: Flickable.StopAtBounds
                model: root.login
                currentIndex: root.chosen
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Operators")
                delegate: ListRow {
                    required property int index
                    required property string name
                    required property string roleName

                    objectName: "login.operator" + index
                    width: list.width
                    focusPolicy: Qt.NoFocus
                    title: name
                    subtitle: roleName
                    iconName: "user"
                    selected: index === root.chosen
                    onClicked: root.choose(index)
                }
            }
            FText {
                objectName: "login.unknown"
                visible: !root.known
                width: parent.width
                wrapMode: Text.Wrap
                color: Theme.textMuted
                text: qsTr("No operators are known yet. They come with the first contact to the "
                           + "server.")
            }
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap
            opacity: root.known ? 1 : 0.4
            FText {
                width: pad.width
                horizontalAlignment: Text.AlignHCenter
                text: root.login.verifying ? qsTr("Checking the PIN…") : qsTr("Enter your PIN")
                color: Theme.textMuted
            }
            PinPad {
                id: pad
                objectName: "login.pin"
                focus: true
                busy: !root.known || root.login.verifying || root.login.lockedSeconds > 0
                error: root.problem()
                onEdited: if (root.notice.topic === NoticeModel.Pin) root.notice.dismiss()
                onEntered: (pin) => {
                    root.login.login(root.chosen, pin);
                    clear();
                }
            }
        }
    }
}
