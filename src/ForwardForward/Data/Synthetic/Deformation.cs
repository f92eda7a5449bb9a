using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>A random affine map from the unit square to pixels: scale, shear, rotation, shift, in this order about the centre.</summary>
internal sealed class Deformation
{
    private readonly float _scaleX;
    private readonly float _scaleY;
    private readonly float _shear;
    private readonly float _sine;
    private readonly float _cosine;
    private readonly float _centreX;
    private readonly float _centreY;

    private Deformation(SplitMix64 random, DeformationRanges ranges)
    {
        float size = 1 + (ranges.Scale * random.Between(-1, 1));
        float aspect = 1 + (ranges.Aspect * random.Between(-1, 1));
        _scaleX = ranges.Width * size * aspect;
        _scaleY = ranges.Height * size;
        _shear = ranges.Shear * random.Between(-1, 1);

        // Rotation through the tangent of the half angle: no trigonometry, so the same bits on every machine.
        float half = ranges.HalfAngleTangent * random.Between(-1, 1);
        _cosine = (1 - (half * half)) / (1 + (half * half));
        _sine = 2 * half / (1 + (half * half));
        _centreX = (Raster.Side / 2f) + (ranges.Shift * random.Between(-1, 1));
        _centreY = (Raster.Side / 2f) + (ranges.Shift * random.Between(-1, 1));
    }

    public static Deformation Draw(SplitMix64 random, DeformationRanges ranges) => new(random, ranges);

    public PlanePoint Apply(PlanePoint point)
    {
        float y = (point.Y - 0.5f) * _scaleY;
        float x = ((point.X - 0.5f) * _scaleX) - (_shear * y);
        return new(_centreX + (_cosine * x) - (_sine * y), _centreY + (_sine * x) + (_cosine * y));
    }
}
