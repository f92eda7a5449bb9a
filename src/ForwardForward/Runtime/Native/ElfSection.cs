namespace ForwardForward.Runtime;

/// <summary>One entry of an ELF section table.</summary>
/// <param name="Type">What the section holds (<c>sh_type</c>).</param>
/// <param name="Offset">Where it begins in the file, in bytes.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Link">The index of the section that it refers to, such as its string table.</param>
/// <param name="Info">Extra information; the number of entries of a version section.</param>
internal sealed record ElfSection(uint Type, long Offset, long Size, uint Link, uint Info);
