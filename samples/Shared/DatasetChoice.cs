namespace ForwardForward.Samples;

/// <summary>The datasets that the samples run on.</summary>
public enum DatasetChoice
{
    /// <summary>Handwritten digits: 60,000 training and 10,000 test images.</summary>
    Mnist,

    /// <summary>Garments: 60,000 training and 10,000 test images.</summary>
    FashionMnist,

    /// <summary>
    /// CIFAR-10 as JPEG files, photographs in colour of ten kinds of things: 50,000 training and 10,000 test images. They are not
    /// downloaded.
    /// </summary>
    Cifar10Jpeg,

    /// <summary>Drawn digits, made on this machine: no files, no network.</summary>
    Synthetic,
}
