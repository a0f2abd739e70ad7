{
  description = "Who said what in prose, and on whose authority: a language server, command line and library";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      manifest = (builtins.fromTOML (builtins.readFile ./Cargo.toml)).package;
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      forAll = make: nixpkgs.lib.genAttrs systems (system: make nixpkgs.legacyPackages.${system});
      package =
        pkgs:
        pkgs.rustPlatform.buildRustPackage {
          pname = manifest.name;
          inherit (manifest) version;
          src = self;
          cargoLock.lockFile = ./Cargo.lock;
          # The tests build everything once more; scripts/test runs them.
          doCheck = false;
          meta = {
            inherit (manifest) description;
            license = [
              pkgs.lib.licenses.mit
              pkgs.lib.licenses.asl20
            ];
            mainProgram = manifest.name;
            platforms = systems;
          }
          // (if manifest ? repository then { homepage = manifest.repository; } else { });
        };
    in
    {
      packages = forAll (pkgs: rec {
        sayso = package pkgs;
        default = sayso;
      });

      overlays.default = final: _: { sayso = package final; };

      # cargo, to work on it: nix develop
      devShells = forAll (pkgs: {
        default = pkgs.mkShell {
          inputsFrom = [ (package pkgs) ];
          packages = [
            pkgs.clippy
            pkgs.rustfmt
            pkgs.nodejs
          ];
        };
      });
    };
}
