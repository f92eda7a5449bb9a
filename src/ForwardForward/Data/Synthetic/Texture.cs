using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>What the cloth looks like: plain, striped, checked, or shaded from one side to the other.</summary>
internal sealed class Texture
{
    private readonly Kind _kind;
    private readonly float _directionX;
    private readonly float _directionY;
    private readonly float _period;
    private readonly float _offset;
    private readonly float _depth;

    public Texture(SplitMix64 random)
    {
        _kind = (Kind)random.NextInt(4);
        float half = random.Chance(0.5f) ? random.Between(-0.15f, 0.15f) : random.Between(0.8f, 1.2f);
        _directionX = (1 - (half * half)) / (1 + (half * half));
        _directionY = 2 * half / (1 + (half * half));
        _period = random.Between(3, 8);
        _offset = random.Between(0, 8);
        _depth = random.Between(0.2f, 0.6f);
    }

    private enum Kind
    {
        Plain,
        Stripes,
        Checks,
        Gradient,
    }

    /// <summary>The factor on the brightness at a place in pixels, 0 to 1.</summary>
    public float At(PlanePoint place)
    {
        float along = (place.X * _directionX) + (place.Y * _directionY);
        float across = (place.Y * _directionX) - (place.X * _directionY);
        return _kind switch
        {
            Kind.Stripes => 1 - (_depth * Wave(along)),
            Kind.Checks => 1 - (_depth * 0.5f * (Wave(along) + Wave(across))),
            Kind.Gradient => 1 - (_depth * Math.Clamp(along / Raster.Side, 0, 1)),
            _ => 1,
        };
    }

    /// <summary>A triangle wave from 0 to 1.</summary>
    private float Wave(float place)
    {
        float phase = (place + _offset) / _period;
        phase -= MathF.Floor(phase);
        return phase < 0.5f ? 2 * phase : 2 - (2 * phase);
    }
}
