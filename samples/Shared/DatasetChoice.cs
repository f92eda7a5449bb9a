namespace ForwardForward.Samples;

/// <summary>The datasets that the samples run on.</summary>
public enum DatasetChoice
{
    /// <summary>Handwritten digits: 60,000 training and 10,000 test images.</summary>
    Mnist,

    /// <summary>Garments: 60,000 training and 10,000 test images.</summary>
    FashionMnist,

    /// <summary>Drawn digits, made on this machine: no files, no network.</summary>
    Synthetic,
}
