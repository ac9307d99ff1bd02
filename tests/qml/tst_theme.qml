import QtQuick
import QtTest
import Foyer.Theme
import Foyer.TestSupport

TestCase {
    id: root
    name: "Theme"

    function cleanupTestCase() { wear("dark"); }

    function wear(look) {
        Theme.light = look === "light";
        Theme.highContrast = look === "contrast";
    }
    function channel(value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
    // WCAG 2.2, 1.4.3.
    function luminance(color) {
        return 0.2126 * channel(color.r) + 0.7152 * channel(color.g) + 0.0722 * channel(color.b);
    }
    function contrast(a, b) {
        const one = luminance(a), other = luminance(b);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }
    function pairs(inks, grounds) {
        const rows = [];
        for (const look of ["dark", "light", "contrast"])
            for (const ink of inks)
                for (const ground of grounds)
                    rows.push({ tag: look + " " + ink + " on " + ground,
                                look: look, ink: ink, ground: ground });
        return rows;
    }

    function test_wordsCanBeReadOnEveryGround_data() {
        return pairs(["text", "textMuted", "accent", "success", "warning", "danger", "info"],
                     ["background", "surface", "surfaceRaised", "surfaceSunken", "accentSoft"])
            .filter((row) => row.ground !== "accentSoft"
                             || ["text", "textMuted", "accent"].includes(row.ink))
            .concat(pairs(["textOnAccent"], ["accent"]))
            .concat(pairs(["textOnDanger"], ["danger"]));
    }
    function test_wordsCanBeReadOnEveryGround(row) {
        wear(row.look);
        const found = contrast(Theme[row.ink], Theme[row.ground]);
        const least = row.look === "contrast" ? 7 : 4.5;
        verify(found >= least, row.tag + ": " + found.toFixed(2));
    }

    function test_edgesAndSeatsCanBeSeen_data() {
        return pairs(["outlineStrong", "seatFree", "seatMine", "seatHeld", "seatAllotted",
                      "seatBlocked", "accent"], ["background"]);
    }
    function test_edgesAndSeatsCanBeSeen(row) {
        wear(row.look);
        const found = contrast(Theme[row.ink], Theme[row.ground]);
        verify(found >= 3, row.tag + ": " + found.toFixed(2));
    }

    function test_tintsUnderStatusWordsKeepThemReadable_data() {
        return pairs(["success", "warning", "danger", "info"], ["background", "surface"]);
    }
    function test_tintsUnderStatusWordsKeepThemReadable(row) {
        wear(row.look);
        const tinted = Qt.tint(Theme[row.ground], Qt.alpha(Theme[row.ink], 0.10));
        verify(contrast(Theme[row.ink], tinted) >= 4.5, row.tag);
    }

    function test_tokensAreFew() {
        const own = Support.ownProperties(Theme);
        verify(own > 30 && own <= 40, own);
    }

    function test_calmIsWithoutMotion() {
        Theme.calm = true;
        compare(Theme.duration + Theme.durationFast, 0);
        Theme.calm = false;
        verify(Theme.duration > 0);
    }

    function test_fingersCanHit() {
        verify(Theme.touchTarget >= 48);
    }
}
