using ForwardForward.Data;
using ForwardForward.Tests.Data.Folders;

namespace ForwardForward.Tests.Samples.Serve;

/// <summary>A small saved network, and images for it.</summary>
internal static class ServedNetwork
{
    public static readonly string[] ClassNames = ["cat", "dog", "hen"];

    /// <summary>One that is asked about grey images of 8×8.</summary>
    public static FFNetwork OfImages() =>
        new FFNetworkBuilder().WithInput(1, 8, 8).WithClasses(3).WithClassNames(ClassNames).WithImageFit(ImageFit.Stretch).AddDense(12)
            .Build();

    /// <summary>One that is asked about rows of 4 numbers.</summary>
    public static FFNetwork OfVectors() => new FFNetworkBuilder().WithInput(4).WithClasses(3).AddDense(12).Build();

    /// <summary>One that learned from rows of a colour and a size.</summary>
    public static FFNetwork OfATable(TemporaryFolder folder)
    {
        string[] rows = ["red,12.5,apple", "blue,1,berry", "red,11,apple", "blue,1.5,berry", "red,10,apple", "blue,2,berry"];
        File.WriteAllLines(folder.Combine("fruit.csv"), ["colour,size,fruit", .. rows]);
        using TableDataset fruit = TableDataset.FromCsv(folder.Combine("fruit.csv"), "fruit");
        return new FFNetworkBuilder().WithDataset(fruit).AddDense(12).Build();
    }

    /// <summary>A PNG image in shades of grey.</summary>
    public static byte[] Image(int shade, int side = 8) => Image(shade, side, side);

    /// <summary>A PNG image in shades of grey.</summary>
    public static byte[] Image(int shade, int height, int width) =>
        ImageFiles.Png(height, width, 1, (row, column, _) => (shade + (row * 29) + (column * 7)) % 256);
}
