using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

/// <summary>How the amounts of an augmentation's movements are drawn.</summary>
public sealed class AugmentationMovementTests
{
    private const int Many = 2000;

    public static TheoryData<Augmentation> Movements =>
    [
        Augmentation.None with { Rotation = 40 },
        Augmentation.None with { Rotation = 180 },
        Augmentation.None with { Scale = 0.5 },
        Augmentation.None with { Shear = 30 },
        Augmentation.None with { Shift = 3 },
        new Augmentation { Shift = 3, Rotation = 40, Scale = 0.2, Shear = 30, Noise = 0 },
    ];

    [Theory]
    [MemberData(nameof(Movements))]
    public void Apply_Movements_AreDrawnEvenlyAndIndependentlyUpToTheirLimits(Augmentation augmentation)
    {
        double[][] amounts = Amounts(augmentation);

        double[] limits = [augmentation.Rotation, augmentation.Scale, augmentation.Shear, augmentation.Shift, augmentation.Shift];
        for (int one = 0; one < limits.Length; one++)
        {
            if (limits[one] > 0)
                ShouldBeEven(amounts[one], limits[one]);
            else
                amounts[one].Should().OnlyContain(amount => Math.Abs(amount) < 1e-3);

            // Of independent even amounts, the mean product is 0 with a deviation of limit · limit / (3 √n).
            for (int other = 0; other < one; other++)
                amounts[one].Zip(amounts[other], (left, right) => left * right).Average()
                    .Should().BeApproximately(0, (0.03 * limits[one] * limits[other]) + 1e-3);
        }
    }

    /// <summary>
    /// How far each of many images was turned (degrees), scaled (s − 1), sheared (degrees) and shifted, read off the views: the pixels of
    /// these images are their own places, x in one channel and y in the other, so that the pixels of a view say where they come from.
    /// </summary>
    private static double[][] Amounts(Augmentation augmentation)
    {
        // 21 × 31 pixels, in pixels from the centre at row 10 and column 15.
        Tensor across = (arange(31, float32) - 15).expand(21, 31);
        Tensor down = (arange(21, float32) - 10).unsqueeze(1).expand(21, 31);
        using Generator generator = new(7UL);
        Tensor views = augmentation.Apply(stack([across, down]).expand(Many, 2, 21, 31).contiguous(), generator).to(float64);

        // A view's pixel at q shows A · (q − t), with A = [[cos θ + k · sin θ, sin θ − k · cos θ], [−sin θ, cos θ]] / s.
        Tensor centre = views.select(3, 15).select(2, 10);
        double[,] offset = Pairs(centre);
        double[,] first = Pairs(views.select(3, 16).select(2, 10) - centre);
        double[,] second = Pairs(views.select(3, 15).select(2, 11) - centre);
        double[][] amounts = [.. Enumerable.Range(0, 5).Select(_ => new double[Many])];
        for (int image = 0; image < Many; image++)
        {
            (double a, double b, double c, double d) = (first[image, 0], second[image, 0], first[image, 1], second[image, 1]);
            double scale = 1 / Math.Sqrt((c * c) + (d * d));
            double lean = -((a * c) + (b * d)) * scale * scale;
            double determinant = (a * d) - (b * c);
            amounts[0][image] = Math.Atan2(-c, d) * 180 / Math.PI;
            amounts[1][image] = scale - 1;
            amounts[2][image] = Math.Atan(lean) * 180 / Math.PI;
            amounts[3][image] = -((d * offset[image, 0]) - (b * offset[image, 1])) / determinant;
            amounts[4][image] = -((a * offset[image, 1]) - (c * offset[image, 0])) / determinant;
        }
        return amounts;
    }

    private static double[,] Pairs(Tensor values)
    {
        double[] flat = values.contiguous().data<double>().ToArray();
        var pairs = new double[Many, 2];
        Buffer.BlockCopy(flat, 0, pairs, 0, flat.Length * sizeof(double));
        return pairs;
    }

    /// <summary>Every tenth of the range from −limit to limit holds about a tenth of the amounts, and nothing is outside.</summary>
    private static void ShouldBeEven(double[] amounts, double limit)
    {
        amounts.Should().OnlyContain(amount => Math.Abs(amount) < limit * 1.001);
        for (int tenth = 0; tenth < 10; tenth++)
        {
            double from = limit * (-1 + (0.2 * tenth));
            amounts.Count(amount => amount >= from && amount < from + (0.2 * limit)).Should().BeInRange(150, 250);
        }
    }
}
