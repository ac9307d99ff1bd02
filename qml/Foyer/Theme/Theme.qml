pragma Singleton
import QtQuick

/*!
    Every colour, size and duration of the screens, by meaning. Three palettes: the dark one for
    counters in a dim foyer, the light one for daylight, and one of high contrast. Components read
    tokens and nothing else; tests/qml/tst_theme.qml holds every text and background pair to a
    contrast of 4.5:1, and of 7:1 in the third.
*/
QtObject {
    id: root

    property bool light: false
    property bool highContrast: false
    property bool calm: false // nothing moves

    function pick(dark, day, strong) {
        return highContrast ? strong : light ? day : dark;
    }

    // Grounds, from the back to the front.
    readonly property color background: pick("#0F1217", "#F4F1EC", "#000000")
    readonly property color surface: pick("#171B22", "#FFFFFF", "#000000")
    readonly property color surfaceRaised: pick("#20262F", "#FBFAF7", "#1A1A1A")
    readonly property color surfaceSunken: pick("#0B0D11", "#F7F4EF", "#000000")
    readonly property color outline: pick("#2B323D", "#DCD6CC", "#FFFFFF")
    readonly property color outlineStrong: pick("#6A7688", "#857D70", "#FFFFFF")
    readonly property color scrim: pick("#B3050608", "#802A2620", "#E6000000")

    // Words and marks.
    readonly property color text: pick("#F3F0EA", "#1B1C20", "#FFFFFF")
    readonly property color textMuted: pick("#A7AEBB", "#5C5A57", "#E6E6E6")
    readonly property color accent: pick("#FFB65C", "#A84B08", "#FFE14D")
    readonly property color accentSoft: pick("#33291B", "#F8E5D3", "#332B00")
    readonly property color textOnAccent: pick("#241603", "#FFFFFF", "#000000")
    readonly property color success: pick("#6FD3A0", "#1B6B45", "#6DFFB0")
    readonly property color warning: pick("#EACB5A", "#7A5600", "#FFE14D")
    readonly property color danger: pick("#FF8A80", "#B3261E", "#FF9C94")
    readonly property color textOnDanger: pick("#2B0704", "#FFFFFF", "#000000")
    readonly property color info: pick("#8CBDF5", "#1F5FA8", "#9CD2FF")

    // Seats.
    readonly property color seatFree: pick("#A9B8CE", "#4B5A70", "#FFFFFF")
    readonly property color seatMine: pick("#5FD0C5", "#0F6F68", "#6DF5E6")
    readonly property color seatHeld: pick("#B49AE8", "#6B4FA3", "#C8B4FF")
    readonly property color seatAllotted: pick("#7C879A", "#6E7787", "#B0B0B0")
    readonly property color seatSold: pick("#343B47", "#CFCAC1", "#4A4A4A")
    readonly property color seatBlocked: pick("#5D6573", "#8A8378", "#8C8C8C")

    // Type. Inter where it is installed.
    readonly property string fontFamily: Array.from(Qt.fontFamilies()).includes("Inter")
                                         ? "Inter" : "DejaVu Sans"
    readonly property int fontCaption: 13
    readonly property int fontBody: 15
    readonly property int fontTitle: 19
    readonly property int fontHeading: 26
    readonly property int fontDisplay: 40

    // Room.
    readonly property int gapSmall: 8
    readonly property int gap: 16
    readonly property int gapLarge: 24
    readonly property int radiusSmall: 8
    readonly property int radius: 12
    readonly property int touchTarget: 48

    // Time, in milliseconds.
    readonly property int durationFast: calm ? 0 : 120
    readonly property int duration: calm ? 0 : 220
}
