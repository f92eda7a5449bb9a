using ForwardForward.Runtime;
using static ForwardForward.Data.Mark;

namespace ForwardForward.Data;

/// <summary>Handbags: a body, a handle above it, sometimes a flap.</summary>
internal static class Bags
{
    public static Mark[] Handbag(SplitMix64 random)
    {
        float top = random.Between(0.3f, 0.5f);
        float taper = random.Between(-0.08f, 0.08f);
        float high = random.Between(0.05f, 0.22f);
        float foot = random.Between(0.84f, 0.95f);
        Mark handle = Bend(0.26f, top, 0.34f, high, 0.66f, high, 0.74f, top) with { Width = random.Between(1, 2.2f) };
        Mark body = Mirrored(0.5f, top, 0.9f - taper, top, 0.92f + taper, foot, 0.5f, foot);
        Mark flap = Line(0.12f, top + 0.14f, 0.88f, top + 0.14f) with { Width = 0.9f, Shade = random.Between(0.1f, 0.5f) };
        return random.Chance(0.5f) ? [handle, body, flap] : [handle, body];
    }
}
