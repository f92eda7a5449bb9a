using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ForwardForward.Tests.Reliability;

/// <summary>A program that has no reference to the library, and loads it from a folder while it runs.</summary>
internal static class HostProgram
{
    private const string Code = """
        using System;
        using System.Reflection;
        using System.Runtime.Loader;

        string way = args[0], file = args[1];
        Assembly library = way is "LoadFrom"
            ? Assembly.LoadFrom(file)
            : new Plugin(args[2], throws: way).LoadFromAssemblyPath(file);
        Type runtime = library.GetType("ForwardForward.Runtime.TorchRuntime", throwOnError: true)!;
        try
        {
            Console.WriteLine(runtime.GetMethod("Describe")!.Invoke(null, null));
        }
        catch (TargetInvocationException thrown)
        {
            Console.WriteLine($"{thrown.InnerException!.GetType().Name}: {thrown.InnerException.Message.ReplaceLineEndings(" ")}");
        }

        /// As the documentation of .NET writes a plugin's context.
        sealed class Plugin(string component, string throws) : AssemblyLoadContext("a plugin")
        {
            private readonly AssemblyDependencyResolver _resolver = new(component);

            protected override Assembly? Load(AssemblyName assemblyName) =>
                _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

            protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
                throws is "always" ? throw new NotSupportedException("not mine")
                : _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path)
                : throws is "others" ? throw new NotSupportedException("not known")
                : 0;
        }
        """;

    /// <summary>What it prints.</summary>
    /// <param name="folder">Where the program is put.</param>
    /// <param name="arguments">How it loads the library, and which.</param>
    public static string Run(string folder, params string[] arguments)
    {
        string program = Path.Combine(folder, "host.dll");
        Compile().Emit(program).Success.Should().BeTrue();
        File.Copy(
            Path.ChangeExtension(typeof(HostProgram).Assembly.Location, ".runtimeconfig.json"),
            Path.Combine(folder, "host.runtimeconfig.json"), overwrite: true);
        ProcessStartInfo start = new("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, error.GetAwaiter().GetResult());
        return output.Trim();
    }

    private static CSharpCompilation Compile()
    {
        string system = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> references =
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(file => string.Equals(Path.GetDirectoryName(file), system, StringComparison.Ordinal));
        return CSharpCompilation.Create(
            "host", [CSharpSyntaxTree.ParseText(Code)], references.Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
    }
}
