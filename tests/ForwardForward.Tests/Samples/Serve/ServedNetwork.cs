using ForwardForward.Tests.Data.Folders;

namespace ForwardForward.Tests.Samples.Serve;

/// <summary>A small saved network, and images for it.</summary>
internal static class ServedNetwork
{
    public static readonly string[] ClassNames = ["cat", "dog", "hen"];

    /// <summary>One that is asked about grey images of 8×8.</summary>
    public static FFNetwork OfImages() =>
        new FFNetworkBuilder().WithInput(1, 8, 8).WithClasses(3).WithClassNames(ClassNames).AddDense(12).Build();

    /// <summary>One that is asked about rows of 4 numbers.</summary>
    public static FFNetwork OfVectors() => new FFNetworkBuilder().WithInput(4).WithClasses(3).AddDense(12).Build();

    /// <summary>A PNG image in shades of grey.</summary>
    public static byte[] Image(int shade, int side = 8) =>
        ImageFiles.Png(side, side, 1, (row, column, _) => (shade + (row * 29) + (column * 7)) % 256);
}
