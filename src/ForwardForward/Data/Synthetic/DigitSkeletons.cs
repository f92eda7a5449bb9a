using static ForwardForward.Data.Mark;

namespace ForwardForward.Data;

/// <summary>How a hand writes the ten digits: strokes in the unit square, some digits in several ways.</summary>
internal static class DigitSkeletons
{
    private static readonly Mark[][][] Variants =
    [
        [[Loop(0.5f, 0.02f, 0.8f, 0.17f, 0.9f, 0.5f, 0.8f, 0.83f, 0.5f, 0.98f, 0.2f, 0.83f, 0.1f, 0.5f, 0.2f, 0.17f)]],
        [
            [Line(0.5f, 0, 0.5f, 1)],
            [Line(0.25f, 0.25f, 0.55f, 0, 0.55f, 1)],
            [Line(0.25f, 0.25f, 0.52f, 0, 0.52f, 1), Line(0.22f, 1, 0.82f, 1)],
        ],
        [
            [
                Bend(0.13f, 0.28f, 0.25f, 0.06f, 0.55f, 0, 0.82f, 0.15f, 0.78f, 0.42f, 0.5f, 0.7f, 0.12f, 0.98f),
                Line(0.12f, 0.98f, 0.9f, 0.98f),
            ],
            [
                Bend(
                    0.15f, 0.2f, 0.5f, 0, 0.82f, 0.18f, 0.7f, 0.5f, 0.4f, 0.85f,
                    0.2f, 0.97f, 0.18f, 0.82f, 0.38f, 0.82f, 0.65f, 0.98f, 0.92f, 0.92f),
            ],
        ],
        [
            [
                Bend(0.14f, 0.13f, 0.45f, 0, 0.78f, 0.1f, 0.78f, 0.35f, 0.42f, 0.47f),
                Bend(0.42f, 0.47f, 0.8f, 0.56f, 0.87f, 0.8f, 0.55f, 1, 0.12f, 0.9f),
            ],
            [Line(0.15f, 0.02f, 0.82f, 0.02f, 0.45f, 0.42f), Bend(0.45f, 0.42f, 0.8f, 0.52f, 0.87f, 0.78f, 0.55f, 1, 0.12f, 0.9f)],
        ],
        [
            [Line(0.22f, 0.02f, 0.13f, 0.55f, 0.88f, 0.52f), Line(0.74f, 0.08f, 0.68f, 1)],
            [Line(0.66f, 1, 0.66f, 0, 0.08f, 0.66f, 0.92f, 0.66f)],
        ],
        [
            [
                Line(0.84f, 0.02f, 0.26f, 0.02f, 0.2f, 0.44f),
                Bend(0.2f, 0.44f, 0.52f, 0.37f, 0.84f, 0.52f, 0.86f, 0.8f, 0.5f, 1, 0.12f, 0.9f),
            ],
        ],
        [
            [Bend(0.74f, 0.02f, 0.4f, 0.2f, 0.17f, 0.58f, 0.22f, 0.88f, 0.52f, 1, 0.82f, 0.84f, 0.76f, 0.58f, 0.48f, 0.5f, 0.2f, 0.68f)],
        ],
        [
            [Line(0.12f, 0.03f, 0.87f, 0.03f, 0.4f, 1)],
            [Line(0.12f, 0.03f, 0.87f, 0.03f, 0.4f, 1), Line(0.32f, 0.5f, 0.8f, 0.5f)],
        ],
        [
            [
                Loop(0.5f, 0, 0.78f, 0.1f, 0.76f, 0.35f, 0.5f, 0.46f, 0.24f, 0.35f, 0.22f, 0.1f),
                Loop(0.5f, 0.46f, 0.82f, 0.58f, 0.84f, 0.86f, 0.5f, 1, 0.16f, 0.86f, 0.18f, 0.58f),
            ],
            [Loop(0.8f, 0.14f, 0.5f, 0, 0.2f, 0.16f, 0.5f, 0.46f, 0.84f, 0.76f, 0.5f, 1, 0.16f, 0.76f, 0.5f, 0.46f)],
        ],
        [
            [Bend(0.82f, 0.22f, 0.55f, 0, 0.22f, 0.1f, 0.17f, 0.38f, 0.45f, 0.5f, 0.78f, 0.34f, 0.82f, 0.2f), Line(0.82f, 0.2f, 0.72f, 1)],
            [
                Bend(
                    0.82f, 0.24f, 0.55f, 0, 0.22f, 0.1f, 0.17f, 0.38f, 0.45f, 0.5f,
                    0.78f, 0.34f, 0.83f, 0.18f, 0.82f, 0.6f, 0.62f, 0.95f, 0.22f, 0.95f),
            ],
        ],
    ];

    /// <summary>The ways to write a digit; the strokes are in the unit square and have no width yet.</summary>
    public static IReadOnlyList<Mark[]> Of(int digit) => Variants[digit];
}
