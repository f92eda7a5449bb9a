using ForwardForward.Runtime;
using static ForwardForward.Data.Mark;

namespace ForwardForward.Data;

/// <summary>What is worn on the body. All cuts are symmetrical; lengths and widths are random.</summary>
internal static class Clothes
{
    private const float Seam = 0.9f;

    public static Mark[] TShirt(SplitMix64 random)
    {
        float hem = random.Between(0.85f, 0.98f);
        float sleeve = random.Between(0.26f, 0.42f);
        return [Upper(random, hem, cuffX: random.Between(0.88f, 1), cuffY: sleeve, armpitX: random.Between(0.68f, 0.76f))];
    }

    public static Mark[] Pullover(SplitMix64 random)
    {
        float hem = random.Between(0.82f, 0.96f);
        Mark body = Upper(
            random, hem, cuffX: random.Between(0.92f, 1), cuffY: random.Between(0.78f, 0.94f), armpitX: random.Between(0.68f, 0.76f));
        Mark band = Line(0.3f, hem - 0.06f, 0.7f, hem - 0.06f) with { Width = Seam, Shade = 0.55f };
        return random.Chance(0.5f) ? [body, band] : [body];
    }

    public static Mark[] Coat(SplitMix64 random)
    {
        float hem = random.Between(0.92f, 1);
        Mark body = Upper(
            random, hem, cuffX: random.Between(0.9f, 1), cuffY: random.Between(0.74f, 0.94f), armpitX: random.Between(0.66f, 0.76f));
        float middle = random.Between(0.47f, 0.53f);
        Mark opening = Line(middle, 0.1f, middle, hem) with { Width = random.Between(0.9f, 1.8f), Shade = random.Between(0.05f, 0.35f) };
        Mark collar = Line(0.36f, 0.05f, 0.5f, 0.28f, 0.64f, 0.05f) with { Width = Seam, Shade = 0.3f };
        return random.Chance(0.6f) ? [body, opening, collar] : [body, opening];
    }

    public static Mark[] Shirt(SplitMix64 random)
    {
        float hem = random.Between(0.84f, 0.98f);
        bool isLong = random.Chance(0.6f);
        Mark body = Upper(
            random,
            hem,
            cuffX: isLong ? random.Between(0.9f, 1) : random.Between(0.86f, 0.98f),
            cuffY: isLong ? random.Between(0.6f, 0.85f) : random.Between(0.35f, 0.48f),
            armpitX: random.Between(0.67f, 0.75f));
        Mark collar = Line(0.38f, 0.04f, 0.44f, 0.14f, 0.5f, 0.08f, 0.56f, 0.14f, 0.62f, 0.04f) with { Width = Seam, Shade = 0.35f };
        IEnumerable<Mark> buttons = Enumerable.Range(0, 4).Select(index =>
        {
            float y = 0.22f + (0.18f * index);
            return Line(0.5f, y, 0.5f, y + 0.02f) with { Width = 1.3f, Shade = 0.25f };
        });
        return [body, collar, .. buttons];
    }

    public static Mark[] Dress(SplitMix64 random)
    {
        float shoulder = random.Between(0.58f, 0.66f);
        float waist = random.Between(0.58f, 0.64f);
        float hem = random.Between(0.64f, 0.84f);
        float length = random.Between(0.9f, 1);
        Mark body = Mirrored(0.5f, 0.14f, 0.55f, 0.02f, shoulder, 0.03f, waist + 0.03f, 0.22f, waist, 0.42f, hem, length);
        Mark sleeves = Mirrored(0.5f, 0.2f, shoulder, 0.03f, 0.76f, random.Between(0.2f, 0.5f), 0.68f, 0.52f, waist, 0.25f);
        return random.Chance(0.35f) ? [sleeves, body] : [body];
    }

    public static Mark[] Trouser(SplitMix64 random)
    {
        float waist = random.Between(0.62f, 0.7f);
        float hem = random.Between(0.66f, 0.8f);
        float inside = random.Between(0.53f, 0.58f);
        float crotch = random.Between(0.28f, 0.42f);
        float length = random.Between(0.92f, 1);
        Mark legs = Mirrored(waist, 0.02f, waist + 0.04f, crotch, hem, length, Math.Max(inside, hem - 0.18f), length, 0.505f, crotch);
        return [legs];
    }

    /// <summary>A top: neck, shoulder, sleeve to the cuff, armpit, hem.</summary>
    private static Mark Upper(SplitMix64 random, float hem, float cuffX, float cuffY, float armpitX)
    {
        float neck = random.Between(0.07f, 0.15f);
        float depth = random.Between(0.06f, 0.16f);
        float sleeve = random.Between(0.11f, 0.16f);
        float waist = armpitX + random.Between(-0.03f, 0.04f);
        return Mirrored(
            0.5f, 0.03f + depth, 0.5f + neck, 0.03f, 0.74f, 0.09f, cuffX, cuffY, cuffX - sleeve, cuffY + 0.05f, armpitX, 0.3f, waist, hem);
    }
}
