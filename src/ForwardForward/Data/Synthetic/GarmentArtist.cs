using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Draws garments: a silhouette of random cut, jittered, deformed, painted with a random texture, blurred, with noise.</summary>
internal sealed class GarmentArtist : IImageArtist
{
    private static readonly DeformationRanges Ranges = new()
    {
        Width = 23,
        Height = 24,
        Scale = 0.14f,
        Aspect = 0.12f,
        Shear = 0.08f,
        HalfAngleTangent = 0.08f,
        Shift = 2.2f,
        Jitter = 0.012f,
    };

    public void Draw(int label, SplitMix64 random, Raster raster, Span<byte> target)
    {
        Mark[] silhouette = GarmentSilhouettes.Cut(label, random);
        Deformation deformation = Deformation.Draw(random, Ranges);
        var texture = new Texture(random);
        raster.Clear();
        foreach (Mark mark in silhouette)
        {
            Mark shaky = mark.Move(point => new(
                point.X + (Ranges.Jitter * random.NextBell()),
                point.Y + (Ranges.Jitter * random.NextBell())));
            raster.Paint(shaky.Flatten().Move(deformation.Apply), texture);
        }

        raster.Blur(random.Between(0, 0.12f));
        raster.Develop(target, brightness: random.Between(0.45f, 1.05f), noise: random.Between(0.01f, 0.06f), random);
    }
}
