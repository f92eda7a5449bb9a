using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Writes digits: a skeleton, its points jittered, deformed, drawn with a pen of random width, blurred, with noise.</summary>
internal sealed class DigitArtist : IImageArtist
{
    private static readonly DeformationRanges Ranges = new()
    {
        Width = 12.5f,
        Height = 18.5f,
        Scale = 0.16f,
        Aspect = 0.18f,
        Shear = 0.28f,
        HalfAngleTangent = 0.13f,
        Shift = 2.2f,
        Jitter = 0.05f,
    };

    public void Draw(int label, SplitMix64 random, Raster raster, Span<byte> target)
    {
        IReadOnlyList<Mark[]> variants = DigitSkeletons.Of(label);
        Mark[] skeleton = variants[random.NextInt(variants.Count)];
        Deformation deformation = Deformation.Draw(random, Ranges);
        float width = random.Between(1.4f, 3.6f);
        raster.Clear();
        foreach (Mark stroke in skeleton)
        {
            Mark shaky = stroke.Move(point => new(
                point.X + (Ranges.Jitter * random.NextBell()),
                point.Y + (Ranges.Jitter * random.NextBell())));
            raster.Paint(shaky.Flatten().Move(deformation.Apply) with { Width = width });
        }

        raster.Blur(random.Between(0.02f, 0.16f));
        raster.Develop(target, brightness: random.Between(0.85f, 1.1f), noise: random.Between(0.01f, 0.12f), random);
    }
}
