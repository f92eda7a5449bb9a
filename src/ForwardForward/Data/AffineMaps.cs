using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Affine maps, one for each image. Places are (x, y) in pixels from the image's centre, x to the right and y down.</summary>
internal static class AffineMaps
{
    /// <summary>
    /// Computes where each place of the new image comes from. The image is moved by p ↦ s · R · H · p + t. R = [[cos θ, −sin θ], [sin θ,
    /// cos θ]] is the rotation, and H = [[1, k], [0, 1]] with k = tan φ the shear. So a place q comes from A · (q − t), with A = (s · R ·
    /// H)⁻¹ = [[cos θ + k · sin θ, sin θ − k · cos θ], [−sin θ, cos θ]] / s.
    /// </summary>
    /// <param name="rotation">θ in degrees, clockwise, <c>[batch]</c>.</param>
    /// <param name="scale">s, the factor on lengths, positive, <c>[batch]</c>.</param>
    /// <param name="shear">φ in degrees, <c>[batch]</c>: what is below the centre moves to the right.</param>
    /// <param name="right">t across, in pixels, <c>[batch]</c>.</param>
    /// <param name="down">t down, in pixels, <c>[batch]</c>.</param>
    /// <returns>The matrices (A, −A · t), <c>[batch, 2, 3]</c>.</returns>
    public static Tensor Backwards(Tensor rotation, Tensor scale, Tensor shear, Tensor right, Tensor down)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor angle = rotation.deg2rad();
        (Tensor sine, Tensor cosine, Tensor lean) = (angle.sin() / scale, angle.cos() / scale, shear.deg2rad().tan());
        Tensor across = cosine.Add(lean * sine);
        Tensor along = sine - lean * cosine;
        Tensor x = stack([across, along, -(across * right).Add(along * down)], 1);
        Tensor y = stack([-sine, cosine, sine * right - cosine * down], 1);
        return stack([x, y], 1).MoveToOuterDisposeScope();
    }

    /// <summary>Maps to a crop of the image instead of the whole.</summary>
    /// <param name="maps">Matrices <c>[batch, 2, 3]</c>.</param>
    /// <param name="width">The crop's width as a share of the image's, <c>[batch]</c>.</param>
    /// <param name="height">Its height, likewise.</param>
    /// <param name="right">How far its centre lies to the right of the image's, in pixels, <c>[batch]</c>.</param>
    /// <param name="down">How far below, likewise.</param>
    /// <returns>Matrices <c>[batch, 2, 3]</c>.</returns>
    public static Tensor InCrop(Tensor maps, Tensor width, Tensor height, Tensor right, Tensor down)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor shares = stack([width, height], 1).unsqueeze(2), centres = stack([right, down], 1).unsqueeze(2);
        Tensor moved = maps * shares;
        moved.narrow(2, 2, 1).AddInPlace(centres);
        return moved.MoveToOuterDisposeScope();
    }

    /// <summary>Takes each pixel from the place its image's map says: bilinear between pixels, beyond an edge the edge itself.</summary>
    /// <param name="images">Images <c>[batch, channels, height, width]</c>.</param>
    /// <param name="maps">Matrices <c>[batch, 2, 3]</c>, on the CPU.</param>
    /// <returns>New images of the same shape.</returns>
    public static Tensor Resample(Tensor images, Tensor maps)
    {
        using DisposeScope scope = NewDisposeScope();
        (double halfHeight, double halfWidth) = (images.shape[2] / 2.0, images.shape[3] / 2.0);

        // The grid runs from −1 to 1 between the outer edges of the outermost pixels, whatever the sides are.
        Tensor toPixels = TensorCreation.CopyOf([(float)halfWidth, (float)halfHeight, 1]);
        Tensor fromPixels = TensorCreation.CopyOf([(float)(1 / halfWidth), (float)(1 / halfHeight)]).unsqueeze(1);
        Tensor places = nn.functional.affine_grid((maps * toPixels * fromPixels).to(images.device), images.shape, align_corners: false);
        return nn.functional.grid_sample(images, places, GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false)
            .MoveToOuterDisposeScope();
    }
}
