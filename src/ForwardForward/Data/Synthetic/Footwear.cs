using ForwardForward.Runtime;
using static ForwardForward.Data.Mark;

namespace ForwardForward.Data;

/// <summary>Shoes in profile, the toe to the left. Heights and details are random.</summary>
internal static class Footwear
{
    public static Mark[] Sandal(SplitMix64 random)
    {
        float heel = random.Between(0, 0.28f);
        float arch = 0.78f - heel;
        Mark sole = Area(
            0.02f, 0.8f, 0.35f, 0.78f, 0.7f, arch, 0.97f, arch - 0.02f, 0.98f, 0.86f,
            0.9f, 0.86f, 0.86f, arch + 0.09f, 0.4f, 0.86f, 0.02f, 0.86f);
        float high = random.Between(0.2f, 0.45f);
        Mark front = Bend(0.12f, 0.8f, 0.26f, 0.6f, 0.42f, 0.78f) with { Width = random.Between(1, 2.2f) };
        Mark back = Bend(0.5f, arch, 0.74f, high, 0.94f, arch) with { Width = random.Between(1, 2) };
        Mark bridge = Bend(0.26f, 0.6f, 0.5f, 0.52f, 0.74f, high) with { Width = random.Between(1, 2) };
        return random.Chance(0.6f) ? [sole, front, back, bridge] : [sole, front, back];
    }

    public static Mark[] Sneaker(SplitMix64 random)
    {
        float collar = random.Between(0.3f, 0.42f);
        float toe = random.Between(0.52f, 0.62f);
        Mark upper = Area(
            0.02f, 0.76f, 0.05f, toe + 0.04f, 0.25f, toe, 0.45f, 0.46f, 0.6f, collar,
            0.78f, collar + 0.07f, 0.95f, collar - 0.02f, 0.98f, 0.76f);
        Mark sole = Line(0.03f, 0.79f, 0.97f, 0.79f) with { Width = random.Between(1.4f, 2.4f), Shade = random.Between(0.7f, 1) };
        Mark laces = Line(0.38f, 0.56f, 0.46f, 0.62f, 0.44f, 0.5f, 0.54f, 0.58f) with { Width = 0.8f, Shade = random.Between(0.1f, 0.5f) };
        return random.Chance(0.7f) ? [upper, sole, laces] : [upper, sole];
    }

    public static Mark[] AnkleBoot(SplitMix64 random)
    {
        float top = random.Between(0.06f, 0.24f);
        float shaft = random.Between(0.42f, 0.52f);
        float heel = random.Between(0.02f, 0.12f);
        Mark boot = Area(
            0.02f, 0.84f, 0.04f, 0.7f, 0.26f, 0.6f, shaft, 0.5f, shaft + 0.02f, top, 0.92f, top + random.Between(-0.03f, 0.03f),
            0.95f, 0.6f, 0.97f, 0.92f, 0.74f, 0.92f, 0.7f, 0.92f - heel, 0.4f, 0.86f);
        Mark sole = Line(0.03f, 0.86f, 0.45f, 0.88f, 0.7f, 0.93f - heel) with { Width = 1.2f, Shade = random.Between(0.3f, 1) };
        return [boot, sole];
    }
}
