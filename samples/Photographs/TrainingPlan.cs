namespace ForwardForward.Samples.Photographs;

/// <summary>What the command line asks for.</summary>
/// <param name="Data">A folder or a .zip file of images; null for images that the library draws.</param>
/// <param name="Size">Height and width of the images in pixels.</param>
/// <param name="Grey">Whether images have no colours.</param>
/// <param name="SkipUnreadable">Whether files that cannot be read are left out.</param>
/// <param name="Recipe">Which network learns.</param>
/// <param name="Epochs">The most passes over the training images.</param>
/// <param name="Folder">Where the network and the pictures go.</param>
internal sealed record TrainingPlan(
    string? Data, int Size, bool Grey, bool SkipUnreadable, Recipe Recipe, int Epochs, string Folder);
