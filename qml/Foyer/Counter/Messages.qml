pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! What the operator must know now: that selling has stopped, and the latest notice. */
Column {
    id: root

    required property StatusModel status
    required property NoticeModel notice
    /// What the screen below says by itself.
    property int saidElsewhere: NoticeModel.Stop

    objectName: "messages"
    spacing: Theme.gapSmall

    ErrorBanner {
        objectName: "messages.stopped"
        width: parent.width
        visible: root.status.stopped
        title: qsTr("This terminal does not sell at the moment")
        message: root.status.stopText
    }
    NoticeBar {
        width: parent.width
        notice: root.notice
        visible: root.notice.visible && root.notice.topic !== NoticeModel.Stop
                 && root.notice.topic !== root.saidElsewhere
    }
}
