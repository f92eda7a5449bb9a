using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>The ten kinds of garment, numbered as in Fashion-MNIST.</summary>
internal static class GarmentSilhouettes
{
    /// <summary>Cuts one garment: marks in the unit square, to be painted in order.</summary>
    public static Mark[] Cut(int label, SplitMix64 random) => label switch
    {
        0 => Clothes.TShirt(random),
        1 => Clothes.Trouser(random),
        2 => Clothes.Pullover(random),
        3 => Clothes.Dress(random),
        4 => Clothes.Coat(random),
        5 => Footwear.Sandal(random),
        6 => Clothes.Shirt(random),
        7 => Footwear.Sneaker(random),
        8 => Bags.Handbag(random),
        9 => Footwear.AnkleBoot(random),
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, "There are ten kinds of garment, 0 to 9."),
    };
}
